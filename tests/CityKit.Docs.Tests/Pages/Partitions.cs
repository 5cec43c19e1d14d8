using System.Text.Json.Serialization.Metadata;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.Docs.Tests.Pages;

internal static class Partitions
{
    internal static void Add(IServiceCollection services)
    {
        services.AddCityKit(city => city.UseSqlitePartitions("data/city", count: 64)); // one process, a file for each partition
    }

    internal static void Declare(
        ModuleDeclaration declaration, JsonTypeInfo<BookBay> json, Access access, Func<BookBay, Actor, IFacts, IChanges, Refusal?> Book)
    {
        declaration.Command("parking/book", json, access, Book).Route<BookBay>(c => CommandRoute.With(ItemDocuments.Kind, c.Item));
    }

    internal sealed record BookBay(string CommandId, string Item) : HubCommand(CommandId);
}
