using CityKit.Edge.Agent.Updates;
using CityKit.Edge.Releases;

namespace CityKit.Edge.Agent.Diagnosis;

/// <summary>Releases of the agent: which is in force, what became of the last one that failed.</summary>
internal static class ReleaseCheck
{
    internal static IEnumerable<DoctorFinding> Look(AgentFolder folder)
    {
        if (!File.Exists(folder.HubKey)) return []; // the missing key is a finding of its own
        try
        {
            return AgentReleases.Options(folder) is { } options ? [Judge(ReleaseLook.At(options))] : [];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or AgentRefusedException)
        {
            return [DoctorFinding.Fail("agent", unreadable.Message, DoctorFinding.AsTheAgent)];
        }
    }

    private static DoctorFinding Judge(ReleaseLook look)
    {
        var runs = $"{look.InForce()} is in force; {AgentVersion.Text}, number {InstalledProgram.Current.Number}, is installed";
        return look.Fate.RolledBack == 0 || look.Fate.Version > look.Fate.RolledBack
            ? DoctorFinding.Ok("agent", runs)
            : DoctorFinding.Warn("agent", $"{runs}; number {look.Fate.RolledBack} was rolled back: {look.Fate.RolledBackWhy}",
                "offer a corrected one under a higher number; that one is not taken again. 以更高序号重新发布");
    }
}
