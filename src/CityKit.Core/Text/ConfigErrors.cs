using System.Collections;

namespace CityKit.Core.Text;

/// <summary>What is wrong in one configuration text, in the order found; the first <see cref="MaxCount"/> are kept.</summary>
public sealed class ConfigErrors : IReadOnlyList<ConfigError>
{
    /// <summary>How many errors are kept.</summary>
    public const int MaxCount = 100;

    private readonly List<ConfigError> errors = [];

    /// <inheritdoc/>
    public int Count => errors.Count;

    /// <inheritdoc/>
    public ConfigError this[int index] => errors[index];

    /// <summary>Notes an error.</summary>
    public void Add(ConfigError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        if (errors.Count < MaxCount) errors.Add(error);
    }

    /// <inheritdoc/>
    public IEnumerator<ConfigError> GetEnumerator() => errors.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>All errors, one a line, in English.</summary>
    public override string ToString() => string.Join('\n', errors);
}
