using System.Net;
using CityKit.Core;
using CityKit.Shared.Settings;
using Microsoft.Extensions.Configuration;

namespace CityKit.Orleans.Hosting;

/// <summary>Reads <see cref="CityClusterOptions"/> from a host's configuration.</summary>
internal static class ClusterSettings
{
    internal static void Bind(CityClusterOptions options, IConfiguration settings) => new SettingsReader(settings)
        .Number(nameof(CityClusterOptions.Partitions), (int value) => options.Partitions = value)
        .Text(nameof(CityClusterOptions.Node), value => options.Node = value)
        .Address(nameof(CityClusterOptions.Address), value => options.Address = value)
        .Value(nameof(CityClusterOptions.SiloAddress), LocalizedText.Values("10.0.0.5"), (IPAddress value) => options.SiloAddress = value)
        .Number(nameof(CityClusterOptions.SiloPort), (int value) => options.SiloPort = value)
        .Text(nameof(CityClusterOptions.Cluster), value => options.Cluster = value)
        .Span(nameof(CityClusterOptions.ProbePeriod), value => options.ProbePeriod = value)
        .Span(nameof(CityClusterOptions.CallTimeout), value => options.CallTimeout = value)
        .Span(nameof(CityClusterOptions.KeepPeriod), value => options.KeepPeriod = value)
        .Span(nameof(CityClusterOptions.HandOverPause), value => options.HandOverPause = value)
        .End(typeof(CityClusterOptions));
}
