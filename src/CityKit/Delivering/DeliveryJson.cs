using System.Text.Json;
using System.Text.Json.Serialization;
using CityKit.Modules;

namespace CityKit.Delivering;

/// <summary>A delivery as JSON: the form that stores keep.</summary>
[JsonSerializable(typeof(Delivery))]
public sealed partial class DeliveryJson : JsonSerializerContext
{
    private static readonly Lazy<DeliveryJson> Shared = new(() => new DeliveryJson(ModuleJson.NewOptions()));

    /// <summary>A delivery as UTF-8 bytes.</summary>
    public static byte[] ToUtf8(Delivery delivery) => JsonSerializer.SerializeToUtf8Bytes(delivery, Shared.Value.Delivery);

    /// <summary>Reads what <see cref="ToUtf8"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are something else.</exception>
    public static Delivery Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, Shared.Value.Delivery) ?? throw new FormatException("The delivery is null. 数据为空。");
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"A stored delivery is damaged: {wrong.Message} 存储的投递记录已损坏。", wrong);
        }
    }
}
