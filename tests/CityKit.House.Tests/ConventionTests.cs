using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;

namespace CityKit.House.Tests;

/// <summary>What every public type of every package keeps to.</summary>
public sealed class ConventionTests
{
    private const int MostParameters = 11;

    [Fact]
    public void Classes_OfEachPackage_AreSealedOrMadeToBeInherited() => None(
        from type in PublicTypes.All
        where type is { IsClass: true, IsSealed: false, IsAbstract: false } && !typeof(ComponentBase).IsAssignableFrom(type)
            && type.Name != "_Imports"
        select type.FullName!);

    [Fact]
    public void Constructors_OfEachPackage_AreShort() => None(
        from type in PublicTypes.All
        from constructor in type.GetConstructors()
        where constructor.GetParameters().Length > MostParameters
        select $"{type.FullName}: {constructor.GetParameters().Length} parameters");

    [Fact]
    public void Values_OfEachPackage_AreReadOnly() => None(
        PublicTypes.Values.Where(type => type.GetCustomAttribute<IsReadOnlyAttribute>() is null).Select(type => type.FullName!));

    /// <summary>A value that nobody set is compared, hashed and printed as any other.</summary>
    [Fact]
    public void Values_ThatNobodySet_AreHarmless() => None(PublicTypes.Values
        .Where(type => !type.ContainsGenericParameters).Select(Harm).OfType<string>());

    [Fact]
    public void Values_ThatNobodySet_SayWhatTheyAre() => None(PublicTypes.Values
        .Where(type => !PublicTypes.DocOf(type).Contains("default", StringComparison.Ordinal)).Select(type => type.FullName!));

    /// <summary>A text of each type that reads one. What is personal or secret prints something else on purpose, and has no row.</summary>
    public static TheoryData<string, string> Texts => new()
    {
        { "AlertId", "ba7816bf8f01cfea414140de5dae2223" }, { "Amount", "0.01 m3" }, { "AreaCode", "370202004" },
        { "BootId", "000102030405060708090a0b0c0d0e0f" }, { "CatalogueStandard", "GB/T 47678.5-2026" },
        { "CertificateTypeCode", "11100000000013338W011" }, { "ClaimName", "mother:id-card/address.street" },
        { "ClassKey", "GB/T 47678.5-2026:matter:10999" }, { "ComponentId", "nyc-01043-0000042" }, { "ComponentScheme", "nyc" },
        { "CredentialName", "mother:id-card" }, { "DeviceId", "pi-1" },
        { "FeedPosition", "000102030405060708090a0b0c0d0e0f:12" },
        { "Grant", "DutyOfficer@area/370202" }, { "GridKey", "unit-grid:370202014901008" }, { "GridScheme", "unit-grid" },
        { "HistoryId", "000102030405060708090a0b0c0d0e0f" },
        { "JournalHead", "7:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
        { "LeadId", "ba7816bf8f01cfea414140de5dae2223" }, { "NetId", "city-management" },
        { "OutboxId", "000102030405060708090a0b0c0d0e0f" }, { "Quantity", "gas" }, { "RuleKey", "pi-1/lamp-1" }, { "RuleKey", "*" },
        { "Scope", "compound/浮山小区" }, { "Scope", "city" }, { "SensorName", "meter-7" },
        { "SubjectId", "s-000102030405060708090a0b0c0d0e0f" },
        { "UnifiedSocialCreditCode", "91370200163562681G" }, { "UnitGridCode", "370202014901008" },
        { "WorkHours", "08:00-12:00,14:00-18:00" }, { "WorkItemId", "ba7816bf8f01cfea414140de5dae2223" }, { "WorkLimit", "4 work hours" },
    };

    private static readonly string[] PrintSomethingElse = ["CitizenId", "CertificateIdentifier"];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_OfAValue_IsReadAndPrintedTheSame(string type, string text)
    {
        var parser = PublicTypes.ParserOf(PublicTypes.All.Single(found => found.Name == type && PublicTypes.ParserOf(found) is not null))!;
        Assert.Equal(text, parser.Invoke(null, [text, null])!.ToString());
    }

    [Fact]
    public void Values_WithAText_AreInTheTable() => None(
        from type in PublicTypes.All
        where PublicTypes.ParserOf(type) is not null && !PrintSomethingElse.Contains(type.Name)
        where !Texts.Any(row => (string)row[0] == type.Name)
        select type.FullName!);

    private static void None(IEnumerable<string> found)
    {
        var all = found.ToArray();
        Assert.True(all.Length == 0, string.Join('\n', all));
    }

    private static string? Harm(Type type)
    {
        try
        {
            var (one, other) = (Activator.CreateInstance(type)!, Activator.CreateInstance(type)!);
            var isItself = one.Equals(other) && one.GetHashCode() == other.GetHashCode();
            return isItself && one.ToString() is not null ? null : $"{type.FullName} is not itself";
        }
        catch (Exception failed)
        {
            return $"{type.FullName}: {failed.GetType().Name} {failed.Message}";
        }
    }
}
