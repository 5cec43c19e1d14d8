using System.Text.Json;
using System.Text.Json.Serialization;
using CityKit.Modules;

namespace CityKit.Observations;

/// <summary>Observations as the journal keeps them.</summary>
[JsonSerializable(typeof(Observation))]
internal sealed partial class ObservationJson : JsonSerializerContext
{
    private static readonly Lazy<ObservationJson> Shared = new(() => new ObservationJson(ModuleJson.NewOptions()));

    internal static byte[] Write(Observation observation) => JsonSerializer.SerializeToUtf8Bytes(observation, Shared.Value.Observation);

    /// <exception cref="FormatException">It is something else.</exception>
    internal static Observation Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8.Span, Shared.Value.Observation)
                ?? throw new FormatException("The journal holds an empty observation. 流水中的自察记录为空。");
        }
        catch (Exception wrong) when (wrong is JsonException or NotSupportedException)
        {
            throw new FormatException(
                $"The journal holds an observation that this version does not know: {wrong.Message} 流水中有未知自察记录。", wrong);
        }
    }
}
