namespace CityKit.Edge.Gpio;

/// <summary>
/// An output (输出线路): a relay, siren, gate, lamp, or the emitter of a barrier that is being tested. It is put into its safe state when
/// disposed.
/// </summary>
public interface IOutputLine : IDisposable
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>The state it has when nobody commands it.</summary>
    bool SafeState { get; }

    /// <summary>What it was last set to; active-low applied.</summary>
    bool IsActive { get; }

    /// <summary>Why it cannot be switched now, for people; null when nothing is known against it.</summary>
    string? WhyAway => null;

    /// <summary>Switches it. Callable from any thread.</summary>
    /// <exception cref="IOException">The chip is away, or refuses.</exception>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    void Set(bool active);
}
