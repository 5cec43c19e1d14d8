namespace CityKit.Delivering;

/// <summary>What came of sending a message.</summary>
public enum SendStatus : byte
{
    /// <summary>The other side has it.</summary>
    Delivered = 0,

    /// <summary>It may work later.</summary>
    Again = 1,

    /// <summary>It never will: the message is a dead letter at once.</summary>
    Never = 2,
}
