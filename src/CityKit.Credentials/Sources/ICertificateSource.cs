namespace CityKit.Credentials.Sources;

/// <summary>
/// Gives certificates of others (证照共享服务, GB/T 36906): another system, of a province or a ministry, that answers at once or much later. For
/// tests there is a fake one in <c>CityKit.Testing</c>.
/// </summary>
public interface ICertificateSource
{
    /// <summary>What people call it, 1 to 64 characters.</summary>
    string Name { get; }

    /// <summary>Asks for a certificate, or again for what was asked before with the same id.</summary>
    /// <param name="query">What for, whose, why.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">It cannot be reached now: it is asked again.</exception>
    ValueTask<SourceAnswer> AskAsync(SourceQuery query, CancellationToken cancellationToken = default);
}
