using CityKit.Shared.Files;

namespace CityKit.Edge.Agent.Platform;

/// <summary>
/// A file that one process at a time has open; the system frees it when the process ends or another program takes its place.
/// </summary>
internal static class HeldFile
{
    /// <exception cref="AgentRefusedException">Another process has it open.</exception>
    internal static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, PrivateFile.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException held)
        {
            throw new AgentRefusedException($"{path} is open in another process: {held.Message} {path} 正被另一进程使用。");
        }
    }
}
