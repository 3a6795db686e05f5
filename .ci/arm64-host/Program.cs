using System.Reflection;

// Runs the program that the first argument names, for which no arm64 `dotnet` is at hand.
var program = Assembly.LoadFrom(Path.GetFullPath(args[0]));
Assembly.SetEntryAssembly(program);
return program.EntryPoint!.Invoke(null, [args[1..]]) is int code ? code : Environment.ExitCode;
