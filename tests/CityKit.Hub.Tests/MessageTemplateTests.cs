using System.Text;
using CityKit.Delivering;

namespace CityKit.Hub.Tests;

public sealed class MessageTemplateTests
{
    [Fact]
    public void Read_AnUnknownPlaceholder_NamesPlaceAndNearest()
    {
        Assert.Null(MessageTemplates.Read(Encoding.UTF8.GetBytes("""
            {"schema": 1, "templates": [
              {"kind": "AlertRaised", "title": {"zh": "{text}", "en": "{text}"},
               "body": {"zh": "网格 {grid}", "en": "Grid {gird}, {phone}"}}]}
            """), out var errors));
        Assert.Equal([("templates[0].body.en", 3, "grid"), ("templates[0].body.en", 3, null)],
            errors.Select(error => (error.Path, error.Line, error.NearMiss)));
    }

    [Fact]
    public void Read_AKindTwiceOrUnknown_NamesPlace()
    {
        Assert.Null(MessageTemplates.Read(Encoding.UTF8.GetBytes("""
            {"schema": 1, "templates": [
              {"kind": "Notice", "title": {"zh": "a", "en": "a"}, "body": {"zh": "b", "en": "b"}},
              {"kind": "Notice", "title": {"zh": "a", "en": "a"}, "body": {"zh": "b", "en": "b"}},
              {"kind": "Alarm", "title": {"zh": "a", "en": "a"}, "body": {"zh": "b", "en": "b"}}]}
            """), out var errors));
        Assert.Equal(["templates[1].kind", "templates[2].kind"], errors.Select(error => error.Path));
    }
}
