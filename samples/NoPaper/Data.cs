using CityKit.Credentials.Certificates;
using CityKit.Services.Items;

namespace CityKit.Samples.NoPaper;

/// <summary>The files of this sample.</summary>
internal static class Data
{
    internal static ServiceCatalogue Services { get; } =
        ServiceCatalogue.Read(Bytes("new-born.json"), out var errors) ?? throw new InvalidOperationException(errors[0].ToString());

    internal static CertificateCatalogue Certificates { get; } = ReadCertificates();

    private static CertificateCatalogue ReadCertificates()
    {
        var (catalogue, errors) = CertificateCatalogue.Read(Bytes("certificates.json"));
        return catalogue ?? throw new InvalidOperationException(errors.ToString());
    }

    private static byte[] Bytes(string name)
    {
        using var stream = typeof(Data).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
