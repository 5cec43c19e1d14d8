namespace CityKit.Sensors.Engine;

/// <summary>
/// A sensor that <see cref="RuleEngine.Intern"/> looked up once, so that its events need no look-up (句柄). It belongs to that engine;
/// <c>default</c> is of none.
/// </summary>
public readonly struct SensorHandle : IEquatable<SensorHandle>
{
    internal SensorHandle(SensorTrack track) => Track = track;

    internal SensorTrack? Track { get; }

    /// <summary>Whether it is of a sensor that the register had.</summary>
    public bool IsKnown => Track is not null;

    /// <inheritdoc/>
    public bool Equals(SensorHandle other) => ReferenceEquals(Track, other.Track);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SensorHandle other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Track?.GetHashCode() ?? 0;

    /// <summary>Whether both are of one sensor.</summary>
    public static bool operator ==(SensorHandle left, SensorHandle right) => left.Equals(right);

    /// <summary>Whether they are of different sensors.</summary>
    public static bool operator !=(SensorHandle left, SensorHandle right) => !left.Equals(right);
}
