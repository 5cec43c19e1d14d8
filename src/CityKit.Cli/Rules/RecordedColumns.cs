namespace CityKit.Cli.Rules;

/// <summary>Where the columns of a recording are.</summary>
/// <param name="Time">When, ISO 8601 with an offset or Z.</param>
/// <param name="Sensor"><c>device/sensor</c>, or a sensor alone.</param>
/// <param name="Value">The number, or <c>active</c> and <c>inactive</c> of a contact.</param>
/// <param name="Unit">The number's unit; null when there is no such column.</param>
/// <param name="Quantity">What the sensor measures, for sensors that no register has; null when there is no such column.</param>
internal sealed record RecordedColumns(int Time, int Sensor, int Value, int? Unit, int? Quantity)
{
    /// <exception cref="ToolException">A column is missing, or there twice.</exception>
    internal static RecordedColumns Of(string path, IReadOnlyList<string> names) => new(
        Find(path, names, "time") ?? throw Missing(path, names, "time"),
        Find(path, names, "sensor") ?? throw Missing(path, names, "sensor"),
        Find(path, names, "value") ?? throw Missing(path, names, "value"),
        Find(path, names, "unit"),
        Find(path, names, "quantity"));

    private static int? Find(string path, IReadOnlyList<string> names, string name)
    {
        int[] found = [.. Enumerable.Range(0, names.Count).Where(i => names[i] == name)];
        if (found.Length > 1) throw new ToolException($"{path} has several columns '{name}'. {path} 有多个列“{name}”。");
        return found.Length == 0 ? null : found[0];
    }

    private static ToolException Missing(string path, IReadOnlyList<string> names, string name) =>
        new($"{path} has no column '{name}'; it has {string.Join(", ", names)}, "
            + $"and needs time, sensor, value, and unit where numbers have one. {path} 没有列“{name}”；须有 time、sensor、value，数值带单位时还须有 unit。");
}
