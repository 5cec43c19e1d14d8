using CityKit.Core;

namespace CityKit.Edge.Channels.Files;

/// <summary>
/// A path that names a sensor by what stays the same (稳定路径): in <c>/sys/class/hwmon/*[name=lm75]/temp1_input</c> the folder whose file
/// <c>name</c> says <c>lm75</c>, in <c>/sys/bus/i2c/devices/1-0048/hwmon/*/temp1_input</c> the only folder. The kernel's own numbers change
/// from boot to boot, so it is resolved each time the file is opened.
/// </summary>
internal static class ChannelPath
{
    private const int MostName = 256;
    private static readonly LocalizedText Rule = new(
        "路径，其中一个文件夹可为 *，或以 *[文件=文本] 指其文件含该文本的文件夹，如 /sys/class/hwmon/*[name=lm75]/temp1_input",
        "a path in which one folder may be '*', or '*[file=text]' for the folder whose file says that text, "
            + "such as /sys/class/hwmon/*[name=lm75]/temp1_input");

    /// <summary>What may be there, when a path is no such path; null when it is.</summary>
    internal static LocalizedText? WhyNot(string path)
    {
        string[] parts = [.. path.Split('/').Where(part => part.Contains('*', StringComparison.Ordinal))];
        return parts.Length == 0
            || (parts.Length == 1 && (parts[0] == "*" || TryCondition(parts[0], out _, out _))
                && path.LastIndexOf('/') > path.IndexOf('*', StringComparison.Ordinal)) ? null : Rule;
    }

    /// <summary>Finds the file.</summary>
    /// <returns>The path, or null with the problem.</returns>
    internal static (string? Path, string? Problem) Resolve(string path)
    {
        if (!path.Contains('*', StringComparison.Ordinal)) return (path, null);
        var parts = path.Split('/');
        var at = Array.FindIndex(parts, part => part.Contains('*', StringComparison.Ordinal));
        var parent = string.Join('/', parts[..at]);
        if (!Directory.Exists(parent)) return (null, ChannelRead.Gone);
        var rest = string.Join('/', parts[(at + 1)..]);
        var found = Directory.EnumerateDirectories(parent).Where(folder => Holds(folder, parts[at])).Take(2).ToArray();
        return found.Length == 1
            ? (Path.Combine(found[0], rest), null) : (null, found.Length == 0 ? ChannelRead.Gone : ChannelRead.Ambiguous);
    }

    private static bool Holds(string folder, string part)
    {
        if (!TryCondition(part, out var file, out var text)) return true;
        var path = Path.Combine(folder, file);
        return File.Exists(path) && FileChannelSource.ReadText(path, MostName).Trim() == text;
    }

    private static bool TryCondition(string part, out string file, out string text)
    {
        (file, text) = ("", "");
        if (!part.StartsWith("*[", StringComparison.Ordinal) || part[^1] != ']'
            || part.IndexOf('=', StringComparison.Ordinal) is not (> 2 and var equals))
            return false;
        (file, text) = (part[2..equals], part[(equals + 1)..^1]);
        return text.Length > 0;
    }
}
