using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CityKit.Edge.Agent.Hosting;
using CityKit.Edge.Agent.Tests.Support;

namespace CityKit.Edge.Agent.Tests.Run;

/// <summary>The way to the hub over TLS, with the system's own list of certificates.</summary>
public sealed class TlsTests : IDisposable
{
    private const string Roots = "SSL_CERT_FILE"; // where OpenSSL, and so .NET on Linux, finds the trusted certificates
    private readonly Installation installation = new();
    private readonly X509Certificate2 certificate = Certificate();

    public void Dispose()
    {
        certificate.Dispose();
        installation.Dispose();
    }

    [Fact]
    public async Task Run_HubOverTlsWithATrustedCertificate_EventsArrive()
    {
        File.WriteAllText(installation.At("roots.pem"), certificate.ExportCertificatePem());
        await using var hub = await TestHub.StartAsync(installation, certificate: certificate);
        Assert.Equal(Uri.UriSchemeHttps, hub.Address.Scheme);
        await using var agent = installation.Start(new Dictionary<string, string> { [Roots] = installation.At("roots.pem") });
        await agent.ReadyAsync();
        await agent.PlayAsync("door on");
        await hub.TakesContactAsync("door", 1);
    }

    [Fact]
    public async Task Run_HubOverTlsWithAStrangersCertificate_SendsNothingAndKeepsTheEvent()
    {
        using var other = Certificate();
        File.WriteAllText(installation.At("roots.pem"), other.ExportCertificatePem());
        await using var hub = await TestHub.StartAsync(installation, certificate: certificate);
        await using var agent = installation.Start(new Dictionary<string, string> { [Roots] = installation.At("roots.pem") });
        await agent.ReadyAsync();
        await agent.PlayAsync("door on");
        var status = await installation.StatusAsync(s => s.GetProperty("outbox").GetProperty("alarmsWaiting").GetInt64() > 0
            && s.GetProperty("forwarder").GetProperty("attempts").GetInt64() > 1);
        Assert.Equal(0, status.GetProperty("forwarder").GetProperty("events").GetInt64());
    }

    [Fact]
    public async Task Run_HubElsewhereWithoutTls_IsRefusedUnlessItIsAllowed()
    {
        installation.UseHub(new Uri("http://hub.example/"));
        var refused = await installation.RunAsync("run", "--simulated", "--config", installation.Config, "--data",
            installation.Folder.Path);
        Assert.Equal(ExitCode.CouldNot, refused.Code);
        Assert.Contains("http://hub.example/ is without TLS", refused.Error);
        await using var allowed = installation.Start(null, "--plain-http");
        await allowed.ReadyAsync();
    }

    [Theory]
    [InlineData("https://hub.example/", true)]
    [InlineData("http://127.0.0.1:8080/", true)]
    [InlineData("http://[::1]:8080/", true)]
    [InlineData("http://localhost/", true)]
    [InlineData("http://hub.example/", false)]
    [InlineData("http://10.0.0.7/", false)]
    [InlineData("http://127.0.0.1.example/", false)]
    public void WhyNot_Address_IsRefusedWhenOthersCouldReadAlong(string hub, bool isPrivate)
    {
        Assert.Equal(isPrivate, HubTrust.WhyNot(new Uri(hub), isPlainAllowed: false) is null);
        Assert.Null(HubTrust.WhyNot(new Uri(hub), isPlainAllowed: true));
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=citykit test hub", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
