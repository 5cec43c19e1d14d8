using CityKit.Components.Registry;
using CityKit.Sqlite;
using CityKit.Testing.Components;
using CityKit.Testing.Conformance;

namespace CityKit.Components.Tests.Stores;

/// <summary>The suite that ships with CityKit.Testing, over the component stores that ship with CityKit.</summary>
public sealed class ComponentStorePromiseTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("citykit-components-");
    private int files;

    public static TheoryData<string> Promises => [.. new ComponentStoreConformance(InMemory).Checks.Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Promises))]
    public Task InMemory_KeepsThePromise(string promise) => RunAsync(InMemory, promise);

    [Theory]
    [MemberData(nameof(Promises))]
    public Task Sqlite_KeepsThePromise(string promise) => RunAsync(Sqlite, promise);

    [Theory] // what a store gets wrong, and the first promise that it does not keep
    [InlineData(StoreFault.None, null)]
    [InlineData(StoreFault.Forgets, "Find_AfterALifeAndARestart_GivesTheSameHistory")]
    [InlineData(StoreFault.TakesAnyTurn, "Append_OutOfTurn_IsRefusedAndNothingOfItKept")]
    [InlineData(StoreFault.KeepsPart, "Append_OutOfTurn_IsRefusedAndNothingOfItKept")]
    [InlineData(StoreFault.PlacesOfTheRemoved, "Read_MoreThanAPage_IsInOrderAndWithoutTheRemoved")]
    [InlineData(StoreFault.OnePage, "Read_MoreThanAPage_IsInOrderAndWithoutTheRemoved")]
    [InlineData(StoreFault.OrderOfIds, "Summaries_OfSomeOrAfterOne_AreInTheOrderAskedFor")]
    [InlineData(StoreFault.OneOfAName, "FindByExternalId_OfSeveral_FindsAllInOrder")]
    [InlineData(StoreFault.ChangedOnTheDay, "ChangedAfter_ADay_FindsWhatMayHaveBeenOtherwise")]
    [InlineData(StoreFault.CountsForSequence, "LastSequence_OfAClass_IsTheHighestGiven")]
    [InlineData(StoreFault.MarkOfARefusal, "Append_WithAMark_KeepsBothOrNeither")]
    [InlineData(StoreFault.DigestOfItsOwn, "Digest_OfWhatWasAdded_IsTheSameInEveryStore")]
    public async Task Suite_AStoreWithAFault_SaysSo(StoreFault fault, string? broken)
    {
        string? first = null;
        foreach (var check in new ComponentStoreConformance(() => FaultyComponentStore.With(fault)).Checks)
            if (first is null && await IsBrokenAsync(check.RunAsync)) first = check.Name;
        Assert.Equal(broken, first);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static Func<IComponentStore> InMemory()
    {
        var store = new InMemoryComponentStore();
        return () => store;
    }

    private Func<IComponentStore> Sqlite()
    {
        var file = Path.Combine(folder.FullName, $"{files++}.db");
        return () => new SqliteComponentStore(file);
    }

    private static Task RunAsync(Func<Func<IComponentStore>> create, string promise) =>
        new ComponentStoreConformance(create).Checks.Single(check => check.Name == promise).RunAsync();

    private static async Task<bool> IsBrokenAsync(Func<Task> run)
    {
        try
        {
            await run();
            return false;
        }
        catch (ConformanceException)
        {
            return true;
        }
    }
}
