namespace CityKit.Credentials.Hub.Passes;

/// <summary>
/// Drives the real gates (开门执行): a relay's controller, a maker's platform. It is called after the passage is stored, at least once: the
/// same use twice is one opening.
/// </summary>
public interface IGateOpener
{
    /// <summary>Opens a gate. A gate that cannot be reached throws, and is called again until 30 s after the passage.</summary>
    /// <param name="gate">The gate's name.</param>
    /// <param name="use">The passage: the same whenever it is called again.</param>
    /// <param name="cancellationToken">Gives up, after 3 s at the latest.</param>
    ValueTask OpenAsync(string gate, string use, CancellationToken cancellationToken);
}
