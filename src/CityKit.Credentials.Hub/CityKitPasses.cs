using CityKit.Credentials.Hub.Passes;
using CityKit.Credentials.Passes;
using CityKit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityKit.Credentials.Hub;

/// <summary>Adds gates to a hub that riders open by scanning the gate's poster.</summary>
/// <remarks>
/// For gates that have a network and no scanner; a gate with a scanner decides by itself (<see cref="PassGate"/>). It adds a module, and a
/// hosted service that calls the opener after a passage is stored, at least once. The trust is asked at every passage, from the hub's
/// writer. It keeps no names: a passage is of a pass.
/// </remarks>
/// <example><code>
/// var poster = new GatePoster("gate-3", GeoPoint.FromDegrees(120.4110, 36.0610), RadiusMetres: 20);
/// var trust = new GateTrustFile("trust.bundle", bundleKey);
/// services.AddCityKit(city => city.UseSqlite("city.db")
///     .AddPasses([new PosterGate(poster, ["rider"])], trust.Current, provider => provider.GetRequiredService&lt;IGateOpener>()));
/// </code></example>
public static class CityKitPasses
{
    /// <summary>Adds the gates.</summary>
    /// <param name="city">The hub.</param>
    /// <param name="gates">The gates, each with another name.</param>
    /// <param name="trust">What the hub knows of issuers and revoked passes at this moment: <see cref="GateTrustFile.Current"/> of a signed
    /// bundle's file, or another provider; null for nothing yet.</param>
    /// <param name="opener">Makes what drives the gates.</param>
    /// <exception cref="ArgumentException">A gate is there twice, or out of its limits.</exception>
    /// <example><code>
    /// var poster = new GatePoster("gate-3", GeoPoint.FromDegrees(120.4110, 36.0610), RadiusMetres: 20);
    /// city.AddPasses([new PosterGate(poster, ["rider"])], new GateTrustFile("trust.bundle", bundleKey).Current,
    ///     provider => provider.GetRequiredService&lt;IGateOpener>());
    /// </code></example>
    public static CityKitBuilder AddPasses(this CityKitBuilder city, IReadOnlyList<PosterGate> gates, Func<GateTrust?> trust,
        Func<IServiceProvider, IGateOpener> opener)
    {
        ArgumentNullException.ThrowIfNull(city);
        ArgumentNullException.ThrowIfNull(opener);
        city.AddModule(new PassesModule(gates, trust));
        city.Services.AddSingleton<IHostedService>(provider => NewTelling(provider, city.Name, opener(provider)));
        return city;
    }

    private static RepeatedWork NewTelling(IServiceProvider provider, string hub, IGateOpener opener)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        ILogger logger = provider.GetService<ILogger<GateTeller>>() ?? NullLogger<GateTeller>.Instance;
        var teller = new GateTeller(provider.GetRequiredKeyedService<CityHub>(hub), opener, time, logger);
        return new RepeatedWork(TimeSpan.FromMilliseconds(250), teller.RunAsync, why => RepeatedWorkLog.GatesNotRead(logger, why), time);
    }
}
