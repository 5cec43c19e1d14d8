namespace CityKit.Credentials.Certificates;

/// <summary>An authority of a certificate (证照颁发机构、证照定义机构).</summary>
/// <param name="Name">Its name, 1 to 200 characters.</param>
/// <param name="Code">Its unified social credit code; of an issuer also an area's code.</param>
public sealed record CertificateBody(string Name, string Code);
