using System.Text;
using CityKit.Core.Text;
using CityKit.Credentials.Status;

namespace CityKit.Credentials.Tests.Status;

public class StatusReferenceTests
{
    [Fact]
    public void Read_OfTheClaim_HasListAndIndex()
    {
        var reference = Read("""{"status":{"status_list":{"idx":412,"uri":"https://revoke.example/1"}}}""", out var problem);
        Assert.Null(problem);
        Assert.Equal(new StatusReference("https://revoke.example/1", 412), reference);
    }

    [Fact]
    public void Read_WithoutTheClaim_IsNothingAndNoProblem()
    {
        Assert.Null(Read("""{"iss":"a"}""", out var problem));
        Assert.Null(problem);
    }

    [Theory]
    [InlineData("""{"status":{}}""")]
    [InlineData("""{"status":"valid"}""")]
    [InlineData("""{"status":null}""")]
    [InlineData("""{"status":{"other_mechanism":{}}}""")]
    [InlineData("""{"status":{"status_list":{"uri":"https://a.example"}}}""")]
    [InlineData("""{"status":{"status_list":{"idx":1}}}""")]
    [InlineData("""{"status":{"status_list":{"idx":-1,"uri":"https://a.example"}}}""")]
    [InlineData("""{"status":{"status_list":{"idx":1.0,"uri":"https://a.example"}}}""")]
    [InlineData("""{"status":{"status_list":{"idx":"1","uri":"https://a.example"}}}""")]
    [InlineData("""{"status":{"status_list":{"idx":2147483648,"uri":"https://a.example"}}}""")]
    [InlineData("""{"status":{"status_list":{"idx":1,"uri":""}}}""")]
    [InlineData("""{"status":{"status_list":[1,2]}}""")]
    public void Read_OfAStatusThatIsNotUnderstood_IsRefused(string payload)
    {
        Assert.Null(Read(payload, out var problem));
        Assert.Equal(("status", "payload /status"), (problem!.Check, problem.Part));
    }

    private static StatusReference? Read(string payload, out CredentialProblem? problem) =>
        StatusReference.Read(JsonText.Parse(Encoding.UTF8.GetBytes(payload), out _)!, out problem);
}
