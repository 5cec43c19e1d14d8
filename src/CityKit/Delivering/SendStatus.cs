namespace CityKit.Delivering;

/// <summary>What came of sending a message.</summary>
public enum SendStatus : byte
{
    /// <summary>It may work later.</summary>
    Again = 0,

    /// <summary>The other side has it.</summary>
    Delivered = 1,

    /// <summary>It never will: the message is a dead letter at once.</summary>
    Never = 2,
}
