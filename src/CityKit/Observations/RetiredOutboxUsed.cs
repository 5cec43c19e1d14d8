using System.Text.Json.Serialization;

namespace CityKit.Observations;

/// <summary>An outbox that was retired sends again: a second card or device has the same key (存储卡疑被复制).</summary>
/// <param name="Device">The device.</param>
/// <param name="Outbox">The retired outbox, 32 hexadecimal digits.</param>
internal sealed record RetiredOutboxUsed(string Device, string Outbox) : Observation
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Key => $"retired-outbox/{Device}/{Outbox}";
}
