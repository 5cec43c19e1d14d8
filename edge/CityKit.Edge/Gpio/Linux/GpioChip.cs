using Microsoft.Win32.SafeHandles;

namespace CityKit.Edge.Gpio.Linux;

/// <summary>
/// An open GPIO chip: it finds lines and requests them. A line stays requested after the chip's own descriptor is closed.
/// </summary>
internal sealed class GpioChip : IDisposable
{
    private readonly SafeFileHandle handle;
    private readonly GpioChipInfo info;

    private GpioChip(SafeFileHandle handle, in GpioChipInfo info) => (this.handle, this.info) = (handle, info);

    /// <summary>Opens the chip that a line is on.</summary>
    /// <param name="line">Our name of the line, for errors.</param>
    /// <param name="chip">The chip's label or path.</param>
    /// <exception cref="LineUnavailableException">There is no such chip, or it may not be opened, or two have that label.</exception>
    internal static GpioChip Open(string line, string chip)
    {
        if (chip.StartsWith('/')) return OpenPath(chip, out var error) ?? throw LineErrors.Chip(line, chip, error);
        var found = All().Where(c => c.Has(chip)).ToArray();
        if (found.Length == 1) return found[0];
        foreach (var one in found) one.Dispose();
        throw found.Length == 0 ? LineErrors.NoChip(line, chip, Labels()) : LineErrors.Ambiguous(line, chip);
    }

    /// <summary>Which pin a line is.</summary>
    /// <exception cref="LineUnavailableException">The chip has no line of that name.</exception>
    internal LinuxPin Pin(string line, int? offset, string? lineName) => new(info.Name.ToString(), offset ?? (int)Find(line, lineName!));

    /// <summary>Requests one line.</summary>
    /// <returns>The line's own descriptor.</returns>
    /// <exception cref="LineUnavailableException">The chip has no such line, another program has it, or the kernel refuses it.</exception>
    internal SafeFileHandle Request(string line, int? offset, string? lineName, string consumer, in GpioLineConfig config, int buffer)
    {
        var at = offset is { } given ? (uint)given : Find(line, lineName!);
        var request = new GpioLineRequest { Consumer = GpioText.Of(consumer), Config = config, Lines = 1, EventBufferSize = (uint)buffer };
        request.Offsets[0] = at;
        var error = Libc.Control(handle, GpioUapi.GetLine, ref request);
        if (error != 0) throw LineErrors.Request(line, Label, at, info.Lines, error, Holder(at));
        return new SafeFileHandle(request.Descriptor, ownsHandle: true);
    }

    public void Dispose() => handle.Dispose();

    private string Label => info.Label.ToString();

    private bool Has(string name)
    {
        if (Label == name || info.Name.ToString() == name) return true;
        Dispose();
        return false;
    }

    private uint Find(string line, string lineName)
    {
        for (var offset = 0u; offset < info.Lines; offset++)
            if (Info(offset) is { } found && found.Name.ToString() == lineName) return offset;
        throw LineErrors.NoLine(line, Label, lineName, LineNames());
    }

    private IEnumerable<string> LineNames()
    {
        for (var offset = 0u; offset < info.Lines; offset++)
            if (Info(offset)?.Name.ToString() is { Length: > 0 } name) yield return name;
    }

    /// <summary>The consumer that has a line; null when nobody has.</summary>
    private string? Holder(uint offset) =>
        Info(offset) is { } found && found.Flags.HasFlag(GpioFlags.Used) ? found.Consumer.ToString() : null;

    private GpioLineInfo? Info(uint offset)
    {
        var line = new GpioLineInfo { Offset = offset };
        return Libc.Control(handle, GpioUapi.GetLineInfo, ref line) == 0 ? line : null;
    }

    private static List<string> Labels()
    {
        var labels = new List<string>();
        foreach (var chip in All())
        {
            labels.Add(chip.Label);
            chip.Dispose();
        }
        return labels;
    }

    private static IEnumerable<GpioChip> All()
    {
        foreach (var path in Directory.EnumerateFileSystemEntries("/dev", "gpiochip*").Order(StringComparer.Ordinal))
            if (OpenPath(path, out _) is { } chip) yield return chip;
    }

    private static GpioChip? OpenPath(string path, out int error)
    {
        (var handle, error) = Libc.Open(path);
        if (handle is null) return null;
        var info = default(GpioChipInfo);
        error = Libc.Control(handle, GpioUapi.GetChipInfo, ref info);
        if (error == 0) return new GpioChip(handle, info);
        handle.Dispose();
        return null;
    }
}
