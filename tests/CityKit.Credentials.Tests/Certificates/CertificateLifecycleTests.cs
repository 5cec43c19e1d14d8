using CityKit.Credentials.Certificates;
using NodaTime;

namespace CityKit.Credentials.Tests.Certificates;

public sealed class CertificateLifecycleTests
{
    private static readonly CertificateRegistrar Registrar = new(TestCertificates.Types);
    private static readonly LocalDate Today = TestCertificates.Today;
    private static readonly ElectronicCertificate First = TestCertificates.First;

    [Theory] // every state with every act: what it becomes, or null for a refusal
    [InlineData(null, "Valid", null, null, null, null, null)]
    [InlineData(CertificateState.Valid, null, "Superseded", "Superseded", "Suspended", null, "Cancelled")]
    [InlineData(CertificateState.Suspended, null, null, null, null, "Valid", "Cancelled")]
    [InlineData(CertificateState.Superseded, null, null, null, null, null, null)]
    [InlineData(CertificateState.Cancelled, null, null, null, null, null, null)]
    [InlineData(CertificateState.Expired, null, "Superseded", null, null, null, "Cancelled")]
    public void Apply_EachAct_LeadsAsTheTableSays(
        CertificateState? from, string? issue, string? renew, string? change, string? suspend, string? resume, string? cancel)
    {
        string?[] expected = [issue, renew, change, suspend, resume, cancel];
        foreach (var act in Enum.GetValues<CertificateAct>())
        {
            var (next, refusal) = CertificateLifecycle.Apply(from, act);
            Assert.Equal(expected[(int)act], refusal is null ? next.ToString() : null);
            Assert.Equal(refusal is null, CertificateLifecycle.Allowed(from).Contains(act));
            if (refusal is not null) Assert.Equal(CertificateLifecycle.Allowed(from).Select(a =>
                $"{a}".ToLowerInvariant()), refusal.Allowed);
        }
    }

    [Fact]
    public void Apply_Refused_SaysWhatWouldBeAllowedInBothLanguages()
    {
        var refusal = CertificateLifecycle.Apply(CertificateState.Suspended, CertificateAct.Renew).Refusal!;
        Assert.Equal("A certificate that is suspended cannot be renewed. Allowed: resumed, cancelled.", refusal.Message.En);
        Assert.Equal("证照已暂停，不能延续。可办理：恢复、注销。", refusal.Message.Zh);
    }

    [Theory]
    [InlineData(CertificateState.Valid, 0, CertificateState.Valid)] // the last day counts
    [InlineData(CertificateState.Valid, 1, CertificateState.Expired)]
    [InlineData(CertificateState.Suspended, 1, CertificateState.Expired)]
    [InlineData(CertificateState.Cancelled, 1, CertificateState.Cancelled)]
    [InlineData(CertificateState.Superseded, 1, CertificateState.Superseded)]
    public void On_ADay_AfterTheLastOneIsExpired(CertificateState stored, int daysAfter, CertificateState expected)
    {
        Assert.Equal(expected, CertificateLifecycle.On(Today.PlusDays(daysAfter), stored, Today));
        Assert.Equal(stored, CertificateLifecycle.On(Today.PlusDays(daysAfter), stored, null));
    }

    [Fact]
    public void Renew_ThenChange_LinksEachVersionToTheOneBefore()
    {
        var first = Registrar.Issue(First).New!;
        var renewed = Registrar.Renew(first, First.NewVersion(Today) with { ValidUntil = Today.PlusYears(8) }, Today);
        Assert.Equal((CertificateState.Superseded, CertificateState.Valid, 2),
            (renewed.Before!.State, renewed.New!.State, renewed.New.Certificate.Identifier.Version));
        var changed = Registrar.Change(renewed.New,
            renewed.New.Certificate.NewVersion(Today) with { Fields = [new CertificateField("address", "Other Road 2")] }, Today);
        Assert.Equal(renewed.New.Certificate.Identifier, changed.New!.Certificate.Previous);
        Assert.Equal("wrong-state", Registrar.Change(renewed.Before, changed.New.Certificate, Today).Refusal!.Code);
    }

    public static TheoryData<string, ElectronicCertificate> NotRenewed => new()
    {
        { "not-longer", First.NewVersion(Today) },
        { "not-linked", Longer with { Previous = default } },
        { "not-next", Longer with { Identifier = Longer.Identifier.Next() } },
        { "not-next", Longer with { Identifier = CertificateIdentifier.Of(First.Identifier.Type, "340100",
            "9", 2) } }, // moved to another issuer
        { "other-type", Longer with { Identifier = CertificateIdentifier.Of(CertificateTypeCode.Parse("11100000000013338W032"),
            First.Identifier.Issuer, First.Identifier.Serial, 2) } },
        { "other-holder", Longer with { Holder = Longer.Holder with { Code = "11010519491231002X" } } },
        { "missing-field", Longer with { Fields = [] } },
    };

    [Theory]
    [MemberData(nameof(NotRenewed))]
    public void Renew_ThatDoesNotFollow_IsRefused(string code, ElectronicCertificate next) =>
        Assert.Equal(code, Registrar.Renew(new RegisteredCertificate(First, CertificateState.Valid), next, Today).Refusal!.Code);

    [Fact]
    public void Change_ToAnotherIssuer_IsItsFirstVersionAndNamesTheOneBefore()
    {
        var moved = First.NewVersion(Today) with { Identifier = CertificateIdentifier.Of(First.Identifier.Type, "340100",
            "9"), Issuer = new CertificateBody("虚构新区", "340100") };
        Assert.Equal(First.Identifier, Registrar.Change(new RegisteredCertificate(First, CertificateState.Valid), moved,
            Today).New!.Certificate.Previous);
    }

    [Theory]
    [InlineData("cancel", CertificateAct.Cancel, CertificateState.Cancelled)]
    [InlineData("suspend", CertificateAct.Suspend, CertificateState.Suspended)]
    public void Move_ValidOne_MakesNoNewVersion(string name, CertificateAct act, CertificateState expected)
    {
        var moved = Registrar.Move(new RegisteredCertificate(First, CertificateState.Valid), act, Today);
        Assert.Equal((expected, null), (moved.Before!.State, moved.New));
        Assert.Contains(name, Registrar.Move(new RegisteredCertificate(First, CertificateState.Cancelled), act, Today).Refusal!.Message.En,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Issue_AVersionThatFollows_IsRefused() => Assert.Equal("not-first", Registrar.Issue(First.NewVersion(Today)).Refusal!.Code);

    private static ElectronicCertificate Longer => First.NewVersion(Today) with { ValidUntil = Today.PlusYears(6) };
}
