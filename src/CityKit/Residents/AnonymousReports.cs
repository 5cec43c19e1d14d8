using CityKit.Commands;
using CityKit.Core;
using CityKit.Privacy;

namespace CityKit.Residents;

/// <summary>What a report without a name has to be like.</summary>
internal static class AnonymousReports
{
    private const int LeastId = 16;

    internal static Refusal? Check(FileReport report, PersonalData data)
    {
        if (data.Contact is not null || data.Position is not null)
            return Refusal.Of("not-anonymous",
                "A report without a name has no contact and no position of the reporter: leave them out, or sign in and report with them.",
                "匿名上报不得填写联系方式或上报人位置：请删去，或登录后实名上报。");
        return report.CommandId.Length >= LeastId ? data.Check() : Refusal.Of("bad-id",
            $"The id of a report without a name has {LeastId} characters or more, chosen at random, not {report.CommandId.Length}.",
            $"匿名上报的编号须随机选取且不少于 {LeastId} 个字符，而非 {report.CommandId.Length} 个。");
    }
}
