using System.Text;
using CityKit.Credentials.OpenId;
using CityKit.Credentials.Vc;
using static CityKit.Credentials.Tests.OpenId.VpBench;

namespace CityKit.Credentials.Tests.OpenId;

public sealed class DcqlMatchTests
{
    [Theory]
    [InlineData("simple", Doe, null)]
    [InlineData("simple", """{"family_name":"Doe","given_name":"John"}""", "claim vp_token my_credential /address/street_address")]
    [InlineData("simple", """{"family_name":"Doe","given_name":"John","address":"Market Street"}""",
        "claim vp_token my_credential /address/street_address")]
    [InlineData("value_matching_simple", Doe, null)]
    [InlineData("value_matching_simple", """{"family_name":"Roe","given_name":"J","postal_code":"90210","address":{"street_address":1}}""",
        "claim vp_token my_credential /family_name")]
    [InlineData("value_matching_simple", """{"family_name":"Doe","given_name":"J","postal_code":90210,"address":{"street_address":"1"}}""",
        "claim vp_token my_credential /postal_code")]
    [InlineData("claims_alternatives", """{"family_name":"Doe","postal_code":"1","date_of_birth":"2000-01-01"}""", null)]
    [InlineData("claims_alternatives", """{"family_name":"Doe","locality":"a","region":"b","date_of_birth":"2000-01-01"}""", null)]
    [InlineData("claims_alternatives", """{"family_name":"Doe","locality":"a","date_of_birth":"2000-01-01"}""", "claim vp_token pid")]
    public void Check_ExampleOfTheSpecification_AsksForItsClaims(string file, string claims, string? expected)
    {
        var query = Query(file);
        AssertAnswer(expected, query, (query.Credentials[0].Id, [Verified(claims)]));
    }

    [Fact]
    public void Check_OtherType_IsRefused() =>
        AssertAnswer("credential-type vp_token my_credential", Query("simple"),
            ("my_credential", [Verified(Doe, "https://other.example")]));

    [Fact]
    public void Check_NothingPresented_NamesTheFirstMissing() => AssertAnswer("query vp_token my_credential", Query("simple"));

    [Fact]
    public void Check_CredentialNobodyAskedFor_IsRefused() =>
        AssertAnswer("query vp_token other", Query("simple"), ("my_credential", [Verified()]), ("other", [Verified()]));

    [Fact]
    public void Check_Mdoc_IsNeverMatched()
    {
        AssertAnswer("query vp_token mdl", Query("multi_credentials"), ("pid", [Verified()]), ("mdl", [Verified()]));
        AssertAnswer("query vp_token mdl", Query("multi_credentials"), ("pid", [Verified()]));
        AssertAnswer("query vp_token my_credential", Query("simple_mdoc"));
        AssertAnswer("query vp_token", Query("complex_mdoc"));
    }

    [Theory]
    [InlineData("pid", null)]
    [InlineData("other_pid", null)]
    [InlineData("pid_reduced_cred_1 pid_reduced_cred_2", null)]
    [InlineData("pid nice_to_have", null)]
    [InlineData("pid_reduced_cred_1", "query vp_token")]
    [InlineData("nice_to_have", "query vp_token")]
    public void Check_CredentialSets_TakeOneOptionWholeAndLeaveOutWhatIsNotRequired(string ids, string? expected)
    {
        var query = Query("credentials_alternatives");
        const string claims = """
            {"given_name":"a","family_name":"b","address":{"street_address":"c"},"postal_code":"d",
             "locality":"e","region":"f","rewards_number":"g"}
            """;
        AssertAnswer(expected, query, [.. ids.Split(' ').Select(id => (id, new[] { Verified(claims, query.Find(id)!.Types[0]) }))]);
    }

    [Theory]
    [InlineData("""["nationalities",null]""", """["Betelgeusian"]""", true)]
    [InlineData("""["nationalities",1]""", """["Betelgeusian"]""", true)]
    [InlineData("""["nationalities",0]""", """["Betelgeusian"]""", false)]
    [InlineData("""["nationalities",2]""", null, false)]
    [InlineData("""["nationalities","0"]""", null, false)]
    [InlineData("""["degrees",null,"type"]""", """["Master"]""", true)]
    [InlineData("""["degrees",null,"type"]""", """["Doctor"]""", false)]
    [InlineData("""["address",null]""", null, false)]
    [InlineData("""["age"]""", "[30]", true)]
    [InlineData("""["age"]""", "[\"30\",true,31]", false)]
    [InlineData("""["age","x"]""", null, false)]
    public void Check_PathAndValues_AreThoseOfSectionSeven(string path, string? values, bool isMet)
    {
        var claim = values is null ? $$"""{"path":{{path}}}""" : $$"""{"path":{{path}},"values":{{values}}}""";
        var query = DcqlQuery.Read(Encoding.UTF8.GetBytes(
            $$"""{"credentials":[{"id":"a","format":"dc+sd-jwt","meta":{"vct_values":["{{Identity}}"]},"claims":[{{claim}}]}]}""")).Query!;
        Assert.Equal(isMet, Problem(query, ("a", [Verified()])) is null);
    }

    [Fact]
    public void Check_TwoForOne_IsRefusedUnlessTheQueryTakesSeveral()
    {
        AssertAnswer("query vp_token a", One(false), ("a", [Verified(), Verified()]));
        AssertAnswer(null, One(true), ("a", [Verified(), Verified()]));
        AssertAnswer("query vp_token a", One(true), ("a", []));
    }

    private static DcqlQuery One(bool isMultiple) => DcqlQuery.Of([new DcqlCredential("a", [Identity]) { IsMultiple = isMultiple }]);

    private static CredentialProblem? Problem(DcqlQuery query, params (string Id, VerifiedVc[] Answers)[] answers) =>
        DcqlMatch.Check(query, answers.ToDictionary(one => one.Id, one => (IReadOnlyList<VerifiedVc>)one.Answers));

    private static void AssertAnswer(string? expected, DcqlQuery query, params (string Id, VerifiedVc[] Answers)[] answers) =>
        Assert.Equal(expected, Problem(query, answers) is { } problem ? $"{problem.Check} {problem.Part}" : null);
}
