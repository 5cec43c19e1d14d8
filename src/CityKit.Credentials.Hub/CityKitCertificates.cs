using CityKit.Credentials.Certificates;
using CityKit.Credentials.Hub.Requests;
using CityKit.Credentials.Sources;
using CityKit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityKit.Credentials.Hub;

/// <summary>Adds the registry of certificates to a hub.</summary>
public static class CityKitCertificates
{
    /// <summary>Adds the registry.</summary>
    /// <param name="city">The hub.</param>
    /// <param name="catalogue">The types that this city registers.</param>
    /// <param name="source">Makes the source of certificates of others; null for none.</param>
    /// <example><code>
    /// services.AddCityKit(city => city.UseSqlite("city.db").AddCertificates(catalogue));
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
