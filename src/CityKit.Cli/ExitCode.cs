namespace CityKit.Cli;

/// <summary>How the tool ends, the same for all commands.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    internal const int Done = 0;

    /// <summary>Done, and something was rejected or found wrong.</summary>
    internal const int Rejects = 1;

    /// <summary>It could not do what was asked.</summary>
    internal const int CouldNot = 2;
}
