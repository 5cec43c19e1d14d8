using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CityKit.Core.Releases;

namespace CityKit.Edge.Agent.Updates;

/// <summary>The program as it was installed, and how it and its releases are started.</summary>
/// <param name="File">The program's file: the native one, or the assembly that .NET's runtime runs.</param>
/// <param name="Number">Its number.</param>
internal sealed record InstalledProgram(string File, long Number)
{
    /// <summary>Given to a release: the installed program's file and number.</summary>
    internal const string Variable = "CITYKIT_EDGE_INSTALLED";

    private const char Between = ':';

    /// <summary>The installed program, whether this process is it or one of its releases.</summary>
    internal static InstalledProgram Current { get; } = Read(Environment.GetEnvironmentVariable(Variable)) ?? new(OwnFile, OwnNumber);

    /// <summary>Whether this process is a release that the installed program started.</summary>
    internal static bool IsReplaced => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    /// <summary>What releases must run on.</summary>
    internal static string Runtime =>
        IsAssembly(Current.File)
            ? ReleaseManifest.Portable : $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    /// <summary>The product: the program's name.</summary>
    internal string Product => Path.GetFileNameWithoutExtension(File).ToLowerInvariant();

    /// <summary>As the variable has it.</summary>
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture) + Between + File;

    /// <summary>Puts a program in this one's place, with the same arguments; returns only when that fails.</summary>
    /// <param name="file">The program's file.</param>
    /// <param name="installed">What is handed on in <see cref="Variable"/>; null when the installed program itself is started.</param>
    /// <returns>Why it failed.</returns>
    internal static string Execute(string file, InstalledProgram? installed)
    {
        string[] program = IsAssembly(file) ? [DotNet, file] : [file];
        var variables = Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name != Variable)
            .Select(name => $"{name}={Environment.GetEnvironmentVariable(name)}");
        return Platform.LinuxCalls.Execute(program[0], [.. program, .. Environment.GetCommandLineArgs().Skip(1)],
            installed is null ? variables : variables.Append($"{Variable}={installed}"));
    }

    private static InstalledProgram? Read(string? text) =>
        text?.Split(Between, 2) is [var number, { Length: > 0 } file]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? new(file, read) : null;

    /// <summary>
    /// Compiled ahead of time there is one file; else the first argument is the assembly, or the program that started it is beside it.
    /// </summary>
    private static string OwnFile => !RuntimeFeature.IsDynamicCodeSupported ? Environment.ProcessPath!
        : Path.Combine(AppContext.BaseDirectory, Assembly.GetEntryAssembly()!.GetName().Name + ".dll");

    private static long OwnNumber => ReleaseNumber.Of(Assembly.GetEntryAssembly()?.GetName().Version ?? new Version(0, 0, 0, 1));

    private static bool IsAssembly(string file) => file.EndsWith(".dll", StringComparison.Ordinal);

    /// <summary>The runtime's own starter: three folders above the framework that runs this.</summary>
    private static string DotNet => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
}
