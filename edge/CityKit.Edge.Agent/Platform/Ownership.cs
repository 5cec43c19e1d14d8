namespace CityKit.Edge.Agent.Platform;

/// <summary>What root makes in a folder of the agent's user is given to that user, or the agent could not use it.</summary>
internal static class Ownership
{
    /// <summary>Gives a file the owner that another has; nothing for anybody but root.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    internal static void GiveLike(string model, string path)
    {
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && LinuxCalls.Owner(model) is { } owner)
            LinuxCalls.SetOwner(path, owner);
    }
}
