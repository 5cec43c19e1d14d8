using CityKit.Orleans.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.Docs.Tests.Pages;

/// <summary>The C# block of docs/cluster.md.</summary>
internal static class Clusters
{
    internal static void Run(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var database = builder.Configuration.GetConnectionString("City")!;
        builder.Services.AddCityKit(city => city
            .UsePostgreSql(database)
            .UsePostgreSqlKeys("/etc/citykit/city.secret") // the same file on every node
            .UsePostgreSqlEvidence()
            .UseOrleans(builder.Configuration.GetSection("Cluster")));
        builder.Services.AddHealthChecks().AddCheck<CityClusterHealthCheck>("cluster");
        var app = builder.Build();
        app.MapCityKit();
    }
}
