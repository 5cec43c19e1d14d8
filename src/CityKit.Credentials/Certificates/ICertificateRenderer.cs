namespace CityKit.Credentials.Certificates;

/// <summary>
/// Makes the file of a certificate, or of a copy with its note printed on it (版式文件生成). CityKit has no implementation: OFD (GB/T 33190)
/// with a
/// seal is made by a product of the issuing authority. Put one behind this.
/// </summary>
public interface ICertificateRenderer
{
    /// <summary>Writes the file.</summary>
    /// <param name="certificate">What to show.</param>
    /// <param name="copy">What to print on it; null for the certificate itself.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    ValueTask RenderAsync(ElectronicCertificate certificate, AnnotatedCopy? copy, Stream output,
        CancellationToken cancellationToken = default);
}
