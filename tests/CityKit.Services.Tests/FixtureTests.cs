using CityKit.Services.Claims;
using CityKit.Services.Items;
using CityKit.Services.Plans;
using CityKit.Services.Tests.Support;

namespace CityKit.Services.Tests;

/// <summary>
/// The proportions that the reports name, counted by plans over files that do not have the figures. Sources: Data/SOURCES.md.
/// </summary>
public sealed class FixtureTests
{
    [Fact]
    public void Plan_OfAfterDeathAffairs_Brings41ItemsFromOver80MaterialsTo8()
    {
        var (catalogue, plan) = PlanOf("after-death");
        Assert.Equal(41, catalogue.FindBundle("after-death")!.Steps.Length);
        Assert.Equal((84, 8), (plan.Figures.Asked, plan.Figures.HandedIn));
        Assert.All(plan.Materials.Where(line => line.Way == MaterialWay.HandIn),
            line => Assert.Equal("paper-only", Assert.Single(line.Reasons).Code));
    }

    [Fact]
    public void Plan_OfANewBorn_Brings19MaterialsTo4()
    {
        var (_, plan) = PlanOf("new-born");
        Assert.Equal((19, 4, 0, 0),
            (plan.Figures.Asked, plan.Figures.HandedIn, plan.Figures.FormsHandedIn, plan.Figures.SignaturesHandedIn));
        Assert.Equal(["household-booklet", "child-photo", "discharge-summary", "medical-invoices"],
            plan.Materials.Where(line => line.Way == MaterialWay.HandIn).Select(line => line.Material.Id));
        Assert.Equal(("household-registration", MaterialWay.FromStep), Line(plan, "child-register", line => line.Step!));
        Assert.Equal(("marriage-register", MaterialWay.Confirmed), Line(plan, "marriage-certificate", line => line.Source!));
    }

    [Fact]
    public void ClassOf_EveryClaimOfAChild_IsSensitive()
    {
        var catalogue = TestCatalogue.Load("new-born");
        Assert.Equal(ClaimClass.Sensitive, catalogue.ClassOf(ClaimName.Parse("child:birth-certificate/number")));
        Assert.Equal(ClaimClass.Personal, catalogue.ClassOf(ClaimName.Parse("mother:id-card/number")));
        Assert.All(catalogue.Items, item => Assert.Equal(ClaimClass.Sensitive, item.Class));
    }

    [Fact]
    public void Plan_OfATrainingSchoolsRenewal_NeedsNoPrintedFormAndNoSignatureOnSite()
    {
        var catalogue = TestCatalogue.Load("training-school");
        var item = catalogue.FindItem("registration-renewal")!;
        Assert.Contains(item.Materials, asked => asked.Material.Kind == MaterialKind.Form);
        Assert.Contains(item.Materials, asked => asked.Material.Kind == MaterialKind.Signature);
        var plan = PlannerOf(catalogue).Plan(item, TestCatalogue.Wallet("training-school"), TestCatalogue.Now);
        Assert.Equal((0, 0, 0), (plan.Figures.HandedIn, plan.Figures.FormsHandedIn, plan.Figures.SignaturesHandedIn));
    }

    [Fact]
    public void Read_OfABureausTypes_Has33OfWhich24AreElectronic()
    {
        var catalogue = TestCatalogue.Load("certificate-types");
        Assert.Equal((33, 24), (catalogue.Credentials.Count, catalogue.Credentials.Count(type => type.IsElectronic)));
    }

    private static (string What, MaterialWay Way) Line(ServicePlan plan, string material, Func<MaterialPlan, string> what)
    {
        var line = plan.Materials.Single(line => line.Material.Id == material);
        return (what(line), line.Way);
    }

    private static (ServiceCatalogue Catalogue, ServicePlan Plan) PlanOf(string name)
    {
        var catalogue = TestCatalogue.Load(name);
        return (catalogue, PlannerOf(catalogue).Plan(catalogue.FindBundle(name)!, TestCatalogue.Wallet(name), TestCatalogue.Now));
    }

    private static ServicePlanner PlannerOf(ServiceCatalogue catalogue) => new(catalogue, catalogue.Sources.Select(source => source.Id));
}
