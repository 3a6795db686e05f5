namespace KernelGen;

/// <summary>The order of an image's numbers.</summary>
public enum ImageLayout
{
    /// <summary>[batch, channels, height, width]: a channel is a plane, whose rows follow each other.</summary>
    Nchw = 0,

    /// <summary>[batch, height, width, channels]: the channels of a pixel lie side by side.</summary>
    Nhwc = 1,
}
