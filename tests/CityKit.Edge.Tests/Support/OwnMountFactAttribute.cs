using System.Diagnostics;

namespace CityKit.Edge.Tests.Support;

/// <summary>
/// A fact that needs a file system of its own size: a tmpfs in a mount namespace of a child, for which no privilege is needed where the
/// kernel allows user namespaces.
/// </summary>
internal sealed class OwnMountFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(Try);

    public OwnMountFactAttribute() => Skip = Missing.Value;

    /// <summary>A command on a new tmpfs mounted over a folder.</summary>
    internal static ProcessStartInfo OnTmpfs(string folder, string size, params string[] command) =>
        new("unshare", ["-rm", "sh", "-c", "mount -t tmpfs -o size=$0 citykit \"$1\" && shift && exec \"$@\"", size, folder, .. command])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };

    private static string? Try()
    {
        try
        {
            using var process = Process.Start(OnTmpfs(Path.GetTempPath(), "64k", "true"))!;
            process.WaitForExit();
            return process.ExitCode == 0 ? null
                : $"A file system of its own cannot be mounted here: {process.StandardError.ReadToEnd().Trim()}";
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return $"A file system of its own cannot be mounted here: {missing.Message}";
        }
    }
}
