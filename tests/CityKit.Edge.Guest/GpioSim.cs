using System.Globalization;
using System.Text;

namespace CityKit.Edge.Guest;

/// <summary>A chip of the kernel's gpio-sim, made through configfs.</summary>
internal sealed class GpioSim : IDisposable
{
    internal const int LineCount = 8;
    private static int made;
    private readonly string folder;
    private readonly Wire?[] wires = new Wire?[LineCount];

    internal GpioSim(string label)
    {
        folder = $"/sys/kernel/config/gpio-sim/chip{Interlocked.Increment(ref made)}";
        Label = label;
        Directory.CreateDirectory(folder);
        Directory.CreateDirectory($"{folder}/bank0");
        for (var line = 0; line < LineCount; line++) Directory.CreateDirectory($"{folder}/bank0/line{line}");
        Put("bank0/num_lines", LineCount.ToString(CultureInfo.InvariantCulture));
        Put("bank0/label", label);
        for (var line = 0; line < LineCount; line++) Put($"bank0/line{line}/name", LineName(line));
        SetLive(true);
    }

    internal string Label { get; }

    internal string Path => $"/dev/{Get("bank0/chip_name")}";

    internal static string LineName(int line) => $"SIM_{(char)('A' + line)}";

    /// <summary>Plugs it in or takes it away.</summary>
    internal void SetLive(bool live)
    {
        CloseWires();
        Put("live", live ? "1" : "0");
    }

    /// <summary>Drives an input.</summary>
    internal void Drive(int line, bool high) => WireOf(line).Set(high);

    /// <summary>What drives an input, until the chip is taken away.</summary>
    internal Wire WireOf(int line) => wires[line] ??= new Wire(PullFile(line));

    /// <summary>The file that drives an input, for another program.</summary>
    internal string PullFile(int line) => $"{Device}/sim_gpio{line}/pull";

    /// <summary>What an output drives.</summary>
    internal bool Value(int line) => File.ReadAllText($"{Device}/sim_gpio{line}/value").Trim() == "1";

    public void Dispose()
    {
        SetLive(false);
        for (var line = 0; line < LineCount; line++) Directory.Delete($"{folder}/bank0/line{line}");
        Directory.Delete($"{folder}/bank0");
        Directory.Delete(folder);
    }

    private string Device => $"/sys/devices/platform/{Get("dev_name")}/{Get("bank0/chip_name")}";

    private string Get(string file) => File.ReadAllText($"{folder}/{file}").Trim();

    private void Put(string file, string text)
    {
        using var stream = new FileStream($"{folder}/{file}", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        RandomAccess.Write(stream.SafeFileHandle, Encoding.ASCII.GetBytes(text), 0);
    }

    private void CloseWires()
    {
        foreach (var wire in wires) wire?.Dispose();
        Array.Clear(wires);
    }
}
