using System.Text.Json.Serialization;
using CityKit.Modules;

namespace CityKit.Escalations;

[JsonSerializable(typeof(Escalation))]
[JsonSerializable(typeof(Acknowledge))]
internal sealed partial class EscalationsJson : JsonSerializerContext
{
    private static readonly Lazy<EscalationsJson> Made = new(() => new EscalationsJson(ModuleJson.NewOptions()));

    /// <summary>Made at its first use: it takes a start some tenths of a second.</summary>
    internal static EscalationsJson Shared => Made.Value;
}
