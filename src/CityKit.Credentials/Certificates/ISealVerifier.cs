namespace CityKit.Credentials.Certificates;

/// <summary>
/// Verifies the electronic seal in a certificate's file (电子印章验签). CityKit has no implementation: seals in OFD (GB/T 33190, GB/T 38540) are
/// verified by products that are certified for it. Put one behind this.
/// </summary>
public interface ISealVerifier
{
    /// <summary>Verifies the seals of a file.</summary>
    /// <param name="file">The file, from its beginning.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when every seal holds, else which check failed, on which part.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    ValueTask<CredentialProblem?> VerifyAsync(Stream file, CancellationToken cancellationToken = default);
}
