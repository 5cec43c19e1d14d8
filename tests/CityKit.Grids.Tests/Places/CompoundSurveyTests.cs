using System.Text;
using CityKit.Import.Places;

namespace CityKit.Grids.Tests.Places;

public class CompoundSurveyTests
{
    [Theory]
    [InlineData("\"community\": \"370202014901\"", "\"community\": \"370202014\"", "community")]
    [InlineData("\"community\": \"370202014901\"", "\"community\": \"x\"", "community")]
    [InlineData("\"building\": \"2\"", "\"building\": \"9\"", "mounts[3].building")]
    [InlineData("\"entrance\": \"2\"", "\"entrance\": \"7\"", "mounts[2].entrance")]
    [InlineData("37020201002900001", "37020201000900001", "components[0].id")]
    [InlineData("37020201037900002", "37020201037900001", "components[2].id")]
    [InlineData("[120.4119, 36.0607]", "[36.0607, 120.4119]", "components[0].location")]
    [InlineData("\"storeys\": 24", "\"stories\": 24", "buildings[2].stories")]
    public void Read_OneThingWrong_IsNamedByItsPath(string right, string wrong, string path)
    {
        var text = TestData.Text("places/compound.json");
        Assert.Contains(right, text, StringComparison.Ordinal);
        Assert.Null(CompoundSurvey.Read(Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal)), out var errors));
        Assert.Contains(errors, error => error.Path == path && error.Line > 1);
    }

    [Fact]
    public void Read_Garbage_IsAnError()
    {
        Assert.Null(CompoundSurvey.Read("[]"u8, out var errors));
        Assert.NotEmpty(errors);
    }
}
