using CityKit.Shared.Files;

namespace CityKit.Sqlite;

/// <summary>
/// One hub at a time has a store's file (独占). The operating system holds the lock on a file beside it and frees it with the process,
/// however that ends;
/// the database itself is not locked, so readers in this process and tools in others go on.
/// </summary>
internal sealed class StoreClaim : IDisposable
{
    private const int WindowsSharing = unchecked((int)0x80070020);
    private readonly FileStream held;

    private StoreClaim(FileStream held) => this.held = held;

    /// <summary>Takes the claim.</summary>
    /// <exception cref="IOException">Another hub has it, and the message names its process; or the folder cannot be written to.</exception>
    internal static StoreClaim Take(string path)
    {
        try
        {
            var claim = new StoreClaim(
                new FileStream(path + ".lock", PrivateFile.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)));
            SayWho(path + ".holder");
            return claim;
        }
        catch (IOException refused) when (IsHeld(refused))
        {
            var holder = Holder(path + ".holder");
            throw new IOException(
                $"The hub store {path} is in use by {holder}: stop that hub, or name another file. A tool that only reads needs no hub. "
                + $"存储文件 {path} 正被 {holder} 使用，请先停止该中枢，或指定另一文件。", refused);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException(
                $"The hub store {path} cannot be opened: {refused.Message} Let this user write to its folder. "
                    + $"无法打开存储文件 {path}，请允许本用户写入其所在目录。", refused);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => held.Dispose();

    /// <summary>How a lock that somebody has is reported: EWOULDBLOCK on Linux and macOS, a sharing violation on Windows.</summary>
    private static bool IsHeld(IOException refused) => refused.HResult is 11 or 35 or WindowsSharing;

    /// <summary>Only for people to read, beside the lock, as a locked file cannot be read everywhere.</summary>
    private static void SayWho(string path)
    {
        using var file = new FileStream(path, PrivateFile.Options(FileMode.Create, FileAccess.Write, FileShare.ReadWrite));
        file.Write(System.Text.Encoding.UTF8.GetBytes(
            $"{Path.GetFileName(Environment.ProcessPath) ?? "a process"} {Environment.ProcessId} on {Environment.MachineName}"));
    }

    private static string Holder(string path)
    {
        try
        {
            using var file = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return file.ReadToEnd();
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
