using System.Runtime.InteropServices;

namespace CityKit.Edge.Gpio.Linux;

/// <summary>Why a line could not be had, in words that say what to do.</summary>
internal static class LineErrors
{
    internal const string ChipAway = "chip-away";
    internal const string LineTaken = "line-taken";
    internal const string LineRefused = "line-refused";

    internal static LineUnavailableException Chip(string line, string chip, int error) => error switch
    {
        Libc.AccessDenied => Denied(line, chip),
        Libc.NoEntry or Libc.NoDevice => NoChip(line, chip, []),
        _ => new(line, LineRefused, $"Line '{line}': chip '{chip}' cannot be opened: {Text(error)}. 线路“{line}”：无法打开芯片“{chip}”。"),
    };

    internal static LineUnavailableException NoChip(string line, string chip, IReadOnlyCollection<string> labels)
    {
        var there = labels.Count == 0
            ? "no chip can be opened here; the user must be in the group that owns /dev/gpiochip* (often 'gpio')"
            : $"there are {string.Join(", ", labels)}";
        return new(line, ChipAway, $"Line '{line}': there is no chip '{chip}'; {there}. 线路“{line}”：找不到芯片“{chip}”，请检查标签、接线与权限。");
    }

    internal static LineUnavailableException Ambiguous(string line, string chip) =>
        new(line, LineRefused,
            $"Line '{line}': two chips are labelled '{chip}'; give the path of one. 线路“{line}”：有两个芯片标签同为“{chip}”，请改用路径。");

    internal static LineUnavailableException NoLine(string line, string chip, string lineName, IEnumerable<string> names) =>
        new(line, LineRefused,
            $"Line '{line}': chip '{chip}' has no line named '{lineName}'; it has {Some(names)}. "
                + $"线路“{line}”：芯片“{chip}”没有名为“{lineName}”的线路。");

    internal static LineUnavailableException Request(string line, string chip, uint offset, uint lines, int error, string? holder)
    {
        if (error == Libc.Busy) return Taken(line, chip, offset, holder);
        if (error == Libc.NoDevice) return NoChip(line, chip, [chip + " until a moment ago"]);
        if (offset >= lines)
            return new(line, LineRefused,
                $"Line '{line}': chip '{chip}' has lines 0 to {lines - 1}, not {offset}. 线路“{line}”：芯片“{chip}”的编号为 0 至 {lines - 1}。");
        return new(line, LineRefused,
            $"Line '{line}': the kernel refuses line {offset} of chip '{chip}' as it is asked for: {Text(error)}. "
                + $"线路“{line}”：内核拒绝了第 {offset} 号线路的请求。");
    }

    private static LineUnavailableException Taken(string line, string chip, uint offset, string? holder)
    {
        var who = string.IsNullOrEmpty(holder) ? "another program" : $"'{holder}'";
        return new(line, LineTaken,
            $"Line '{line}': line {offset} of chip '{chip}' is taken by {who}; stop it, or use another line. "
                + $"线路“{line}”：第 {offset} 号线路已被{(string.IsNullOrEmpty(holder) ? "其他程序" : $"“{holder}”")}占用。", holder);
    }

    private static LineUnavailableException Denied(string line, string chip) =>
        new(line, LineRefused,
            $"Line '{line}': chip '{chip}' may not be opened by this user; add it to the group that owns the device (often 'gpio'). "
                + $"线路“{line}”：无权打开芯片“{chip}”，请将用户加入设备所属的组。");

    private static string Some(IEnumerable<string> names)
    {
        const int Most = 12;
        var some = names.Take(Most + 1).ToArray();
        return some.Length == 0 ? "no named lines" : string.Join(", ", some.Take(Most)) + (some.Length > Most ? ", …" : "");
    }

    private static string Text(int error) => Marshal.GetPInvokeErrorMessage(error);
}
