using CityKit.Credentials.Certificates;
using CityKit.Credentials.Hub.Requests;
using CityKit.Credentials.Sources;
using CityKit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityKit.Credentials.Hub;

/// <summary>Adds the registry of electronic certificates (电子证照) to a hub.</summary>
/// <remarks>
/// For a city that registers certificates, shows them by code, or asks other registries for them. It adds a module, and with a source a
/// hosted service that asks it about every 10 seconds. What it decides, the hub's one writer runs. It renders no OFD file and verifies no
/// seal: both are seams.
/// </remarks>
/// <example><code>
/// var (catalogue, errors) = CertificateCatalogue.Read(File.ReadAllBytes("certificates.json"));
/// if (catalogue is null) throw new InvalidDataException(errors.ToString()); // line, column, what is allowed
/// services.AddCityKit(city => city.UseSqlite("city.db").AddCertificates(catalogue));
/// </code></example>
public static class CityKitCertificates
{
    /// <summary>Adds the registry.</summary>
    /// <param name="city">The hub.</param>
    /// <param name="catalogue">The types that this city registers.</param>
    /// <param name="source">Makes the source of certificates of others; null for none.</param>
    /// <example><code>
    /// var (certificates, _) = CertificateCatalogue.Read(File.ReadAllBytes("certificates.json"));
    /// services.AddCityKit(city => city.UseSqlite("city.db").AddCertificates(certificates!));
    /// </code></example>
    public static CityKitBuilder AddCertificates(
        this CityKitBuilder city, CertificateCatalogue catalogue, Func<IServiceProvider, ICertificateSource>? source = null)
    {
        ArgumentNullException.ThrowIfNull(city);
        ArgumentNullException.ThrowIfNull(catalogue);
        if (source is not null) city.Services.AddSingleton<IHostedService>(provider => NewFetching(provider, city.Name, source(provider)));
        return city.AddModule(new CertificatesModule(catalogue) { HasSource = source is not null });
    }

    private static RepeatedWork NewFetching(IServiceProvider provider, string hub, ICertificateSource source)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        ILogger logger = provider.GetService<ILogger<CertificateFetcher>>() ?? NullLogger<CertificateFetcher>.Instance;
        var fetcher = new CertificateFetcher(provider.GetRequiredKeyedService<CityHub>(hub), source, time);
        return new RepeatedWork(
            TimeSpan.FromSeconds(10), async stop => await fetcher.RunAsync(stop).ConfigureAwait(false), why => RepeatedWorkLog
                .NotFetched(logger, why), time);
    }
}
