using CityKit.BuiltIn;
using CityKit.Commands;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Rewards;

namespace CityKit.Hub.Tests.Partitions;

/// <summary>Every built-in command says where in a city of many partitions it belongs.</summary>
public sealed class CommandRouteTests
{
    private static readonly ModuleCatalogue Catalogue = BuiltInModules.With([]);

    public static TheoryData<string> Declared =>
        [.. typeof(HubCommand).Assembly.GetTypes().Where(type => Catalogue.Command(type) is not null).Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(Declared))]
    public void Has_DeclaredBuiltInCommand_IsInTheTable(string type) =>
        Assert.True(CommandRoutes.Has(typeof(HubCommand).Assembly.GetType(type)!));

    [Fact]
    public void Declared_BuiltInCommands_AreAllOfThem() => Assert.True(Declared.Count >= 46, $"{Declared.Count}");

    [Fact]
    public void Route_OfAModulesCommand_IsWhatItDeclares()
    {
        var rewards = new ModuleDeclaration("rewards");
        new RewardsModule().Declare(rewards);
        var put = rewards.Commands.Find(command => command.Type == typeof(PutRewardRules))!;
        Assert.Same(CommandRoute.Everywhere, put.Route!(new PutRewardRules("r", "{}")));
    }

    [Fact]
    public void Route_OfACommandThatIsNotDeclared_IsTheCallersBug() =>
        Assert.Throws<ArgumentException>(() => new ModuleDeclaration("x").Route<PutRewardRules>(_ => CommandRoute.City));

    [Fact]
    public async Task Execute_ModulesCommandWithoutARoute_GoesToTheCitysOwnPartition()
    {
        await using var city = await PartitionedCity.StartAsync(TestCity.NewSetup() with { Modules = [new CounterModule()] });
        (await city.DoAsync(new BringPaper("c-1", "a paper"), TestCity.Resident)).OrThrow();
        Assert.Equal([CityKit.Partitions.PartitionId.City], await city.WithEntriesAsync(Journal.JournalKind.Command));
    }
}
