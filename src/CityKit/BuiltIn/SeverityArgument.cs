using CityKit.Modules;
using CityKit.Sensors.Alerts;

namespace CityKit.BuiltIn;

/// <summary>How much an alert matters, as a query is narrowed by it.</summary>
internal static class SeverityArgument
{
    private static readonly string[] Words = [.. Enum.GetNames<Severity>().Select(name => name.ToLowerInvariant())];

    internal static QueryParameter Parameter { get; } =
        QueryParameter.Text("severity", "'critical', 'warning' or 'info'", "critical 紧急，warning 警告，info 提示");

    /// <summary>What was asked for; null for every one.</summary>
    internal static Severity? Of(QueryArguments arguments) =>
        arguments.Word(Parameter.Name, Words) is { } word ? Enum.Parse<Severity>(word, ignoreCase: true) : null;
}
