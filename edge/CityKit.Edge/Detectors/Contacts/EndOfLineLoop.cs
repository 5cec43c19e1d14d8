namespace CityKit.Edge.Detectors.Contacts;

/// <summary>
/// A contact's loop with resistors at its end (线尾电阻回路): from the supply over the pull-up to the channel, and over the loop to ground.
/// Measured against its own supply, so that only resistors count.
/// </summary>
/// <param name="PullUpOhms">The resistor to the supply; 10 to 10,000,000.</param>
/// <param name="ClosedOhms">The loop with the contact closed; 10 to 10,000,000.</param>
/// <param name="OpenOhms">The loop with the contact open; 10 to 10,000,000.</param>
/// <param name="FullScale">The channel's value at the supply voltage; 100 to 2^40.</param>
public sealed record EndOfLineLoop(long PullUpOhms, long ClosedOhms, long OpenOhms, long FullScale)
{
    /// <summary>How wrong each resistor may be, wire and contact included, in percent; 0 to 20.</summary>
    public int TolerancePercent { get; init; } = 5;
}
