namespace CityKit.Credentials.Keys;

/// <summary>The algorithms that a verifier takes (允许的签名算法). What is not here is refused, <c>none</c> always.</summary>
public sealed class SignatureSuites
{
    private readonly Dictionary<string, ISignatureSuite> suites;

    private SignatureSuites(IEnumerable<ISignatureSuite> suites) =>
        this.suites = suites.ToDictionary(suite => suite.Algorithm, StringComparer.Ordinal);

    /// <summary>ES256 alone.</summary>
    public static SignatureSuites Default { get; } = new([Es256Suite.Instance]);

    /// <summary>The names of the algorithms, sorted.</summary>
    public IReadOnlyList<string> Algorithms => [.. suites.Keys.Order(StringComparer.Ordinal)];

    /// <summary>These suites and another.</summary>
    /// <exception cref="ArgumentException">Its algorithm is <c>none</c>, has no name, or is here already.</exception>
    public SignatureSuites With(ISignatureSuite suite)
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentException.ThrowIfNullOrEmpty(suite.Algorithm, nameof(suite));
        if (string.Equals(suite.Algorithm, "none", StringComparison.OrdinalIgnoreCase) || Find(suite.Algorithm) is not null)
            throw new ArgumentException($"The algorithm '{suite.Algorithm}' is not valid, or is here already.", nameof(suite));
        return new SignatureSuites(suites.Values.Append(suite));
    }

    /// <summary>The suite of an algorithm's name, in its exact letters; null when it is not accepted.</summary>
    public ISignatureSuite? Find(string algorithm) => suites.GetValueOrDefault(algorithm);
}
