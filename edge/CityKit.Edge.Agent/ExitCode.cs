namespace CityKit.Edge.Agent;

/// <summary>How the process ends, the same for all commands.</summary>
internal static class ExitCode
{
    /// <summary>All well.</summary>
    internal const int Ok = 0;

    /// <summary>It worked, and found something wrong.</summary>
    internal const int Findings = 1;

    /// <summary>It could not do what was asked.</summary>
    internal const int CouldNot = 2;
}
