using System.Text.Json.Serialization;
using CityKit.Modules;
using NodaTime;

namespace CityKit.Observations;

internal sealed record HistoryRow(string History, long Entry, long Notification, Instant At);

internal sealed record HistoryList(string Current, HistoryRow[] Ended);

/// <summary>How the list of histories is written.</summary>
[JsonSerializable(typeof(HistoryList))]
internal sealed partial class HistoryJson : JsonSerializerContext
{
    internal static HistoryJson Shared { get; } = new(ModuleJson.NewOptions());
}
