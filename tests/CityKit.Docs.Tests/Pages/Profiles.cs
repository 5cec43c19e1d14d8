using CityKit.Cases;
using CityKit.Cases.Flow;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Calendar;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CityKit.Docs.Tests.Pages;

internal static class Profiles
{
    internal static WorkItem Smallest(byte[] utf8, Actor gridWorker, Instant now)
    {
        var profile = ProfileReader.Read(utf8, out var errors);
        if (profile is null) throw new InvalidDataException(string.Join('\n', errors)); // every error, with its line and column
        var engine = new WorkEngine(ProfileCatalogue.BuiltIn.With(profile), WorkPolicy.Empty, WorkCalendar.BuiltIn);
        var item = engine.Open(new OpenWorkItem(WorkItemId.FromCause("report/1"), "bike-clearing", "app"), gridWorker, now).OrThrow();
        var cleared = engine.Apply(item, new WorkCommand("clear") { Photo = "photo/1" }, gridWorker, now).OrThrow();
        return cleared;
    }

    internal static void Add(IServiceCollection services, Profile profile)
    {
        services.AddCityKit(city => city.UseSqlite("city.db").UseProfiles(ProfileCatalogue.BuiltIn.With(profile)));
    }

    internal static async Task<string> InAHub(CityHub hub)
    {
        var worker = Actor.Of("worker-1", "street office", Role.GridWorker).At(Scope.Of(ScopeKind.Compound, "haitang-garden"));
        var open = new OpenItem("o-1", "bike-clearing", "app") { Place = new WorkPlace { Compound = "haitang-garden" } };
        var item = (await hub.ExecuteAsync(open, worker)).OrThrow().Item!;
        var answer = await hub.ExecuteAsync(new StepItem("s-1", item.Id, new WorkCommand("clear") { Photo = "photo/1" }), worker);
        return answer.Refusal?.Message.En ?? answer.Item!.State;
    }

    internal static Actor OfAFirm()
    {
        var firm = Actor.Of("firm-1", "bike firm").With(new Grant(Role.Parse("BikeFirm"), Scope.City));
        return firm;
    }

    internal static WorkEngine GuardInCode(ProfileCatalogue profiles, WorkPolicy policy, IReadOnlySet<string> certificates)
    {
        var certified = new Guard("certified", question => certificates.Contains(question.Actor.Id), new LocalizedText("须持证上岗", "it takes a certificate"));
        var engine = new WorkEngine(profiles, policy, WorkCalendar.BuiltIn, FlowWords.None.With(certified));
        return engine;
    }
}
