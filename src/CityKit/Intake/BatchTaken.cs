using CityKit.Devices;

namespace CityKit.Intake;

/// <summary>What became of a batch.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Device">The device as it now is; null when the batch was not taken in.</param>
/// <param name="IsBack">Whether the device was silent before.</param>
/// <param name="Judgement">What the events showed; null when the batch was not taken in.</param>
internal readonly record struct BatchTaken(BatchAnswer Answer, DeviceRecord? Device, bool IsBack, Judgement? Judgement)
{
    /// <summary>The device as it was with the outbox before, when this batch is the first of another; null otherwise.</summary>
    internal DeviceRecord? Replaced { get; init; }

    /// <summary>A batch that was not taken in.</summary>
    public static implicit operator BatchTaken(BatchAnswer answer) => new(answer, null, false, null);
}
