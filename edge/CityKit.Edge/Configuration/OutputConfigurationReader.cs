using CityKit.Core.Text;
using CityKit.Edge.Devices;
using CityKit.Edge.Loop;
using NodaTime;

namespace CityKit.Edge.Configuration;

/// <summary>Reads the outputs of <c>edge.json</c>.</summary>
internal static class OutputConfigurationReader
{
    private const int MaxPath = 1024;
    private const int MaxOffset = 1023;
    private const int MaxChipLine = 31;
    private const int MaxRules = 64;

    internal static OutputConfiguration Read(ConfigReader reader, string? chip, IReadOnlyList<DeviceConfiguration> devices)
    {
        var kind = reader.Word<OutputKind?>("kind", ("relay", OutputKind.Relay), ("siren", OutputKind.Siren), ("gate", OutputKind.Gate),
            ("lamp", OutputKind.Lamp), ("emitter-test", OutputKind.EmitterTest)) ?? OutputKind.Relay;
        var output = new OutputConfiguration(reader.Text("name", 64), kind, reader.Flag("activeLow"),
            reader.WordOr("safe", false, ("inactive", false), ("active", true)));
        var (offset, line, own) = ((int?)reader.IntegerOrNull("offset", 0, MaxOffset), reader.TextOrNull("chipLine", MaxChipLine),
            reader.TextOrNull("chip", MaxPath) ?? chip);
        if (kind == OutputKind.EmitterTest && output.SafeState)
            reader.Reject("safe", new("inactive：不做自检时光束须常亮", "'inactive': a barrier that nobody tests has its light on"));
        var placed = ChipPlace.Check(reader, offset, line, own);
        DeviceConfigurationReader.CheckPlace(reader, placed ? own : null, offset, devices);
        var drive = reader.ObjectOrNull("whileAlert") is { } alert ? ReadDrive(alert, output.Name) : null;
        if (drive is not null && kind == OutputKind.EmitterTest)
            reader.Reject("whileAlert", new("空：发射器只由自检切换", "nothing here: only its test switches an emitter"));
        output = output with { Label = ItemLabel.Read(reader) };
        reader.Close();
        return output with { Chip = placed ? own : null, Offset = offset, ChipLine = line, WhileAlert = drive };
    }

    private static AlertDrive ReadDrive(ConfigReader reader, string output)
    {
        var rules = reader.Texts("rules", MaxRules, 64);
        if (rules.Count == 0 && reader.Has("rules")) reader.Reject("rules", new("至少一条规则", "at least one rule"));
        var longest = Duration.FromSeconds(reader.IntegerOrNull("longestS", 1, 86_400) ?? 600);
        reader.Close();
        return new AlertDrive(output, rules, longest) { Line = reader.Line, Column = reader.Column };
    }

    /// <summary>Pins that two would have. One pin has one reader; two sensors share its line by name.</summary>
    internal static void RejectSharedPins(ConfigReader root, IEnumerable<LineConfiguration> lines, IEnumerable<OutputConfiguration> outputs)
    {
        var had = new Dictionary<(string? Chip, int? Offset, string? Line), string>();
        foreach (var line in lines.Where(l => l.Chip is not null)) Take("lines", line.Name, (line.Chip, line.Offset, line.ChipLine));
        foreach (var output in outputs.Where(o => o.Chip is not null))
            Take("outputs", output.Name, (output.Chip, output.Offset, output.ChipLine));

        void Take(string member, string name, (string?, int?, string?) pin)
        {
            if (!had.TryAdd(pin, name))
                root.Reject(member, new("其他线路或输出未占用的引脚", "a pin that no other line or output has"),
                    found: new($"'{had[pin]}' 的引脚又用于 '{name}'", $"the pin of '{had[pin]}' again for '{name}'"));
        }
    }
}
