using CityKit.Edge.Agent.Configuration;
using CityKit.Edge.Agent.Identity;
using CityKit.Edge.Bundles;
using CityKit.Edge.Configuration;
using CityKit.Edge.Trials;

namespace CityKit.Edge.Agent.Diagnosis;

/// <summary>Configurations from the hub: whose are taken, which is in force, what became of the last one that failed.</summary>
internal static class BundleCheck
{
    /// <returns>The configuration in force, so that the rest is looked at under that one; the device's own when there is no
    /// other.</returns>
    internal static AgentConfiguration? Look(AgentFolder folder, AgentConfiguration? own, EdgeKinds kinds, List<DoctorFinding> found)
    {
        if (own is null) return null;
        try
        {
            found.Add(LookAtKey(folder));
            var look = BundleSetup.Look(folder, own.Edge.Device, kinds);
            if (look is not null) found.Add(Judge(look.Report));
            return own.Under(look?.Active);
        }
        catch (AgentRefusedException unreadable)
        {
            found.Add(DoctorFinding.Fail("bundles", unreadable.Message,
                DoctorFinding.AsTheAgent));
            return own;
        }
    }

    private static DoctorFinding LookAtKey(AgentFolder folder) => HubKeyFile.Bundles(folder).Read() is { } key
        ? DoctorFinding.Ok("hub-key", EnrollmentSheet.Groups(key.Fingerprint))
        : DoctorFinding.Ok("hub-key",
            "none: the device runs by its own files; 'citykit-edge enroll --hub-key FILE' lets the hub configure it");

    private static DoctorFinding Judge(TrialReport report)
    {
        var runs = report.Version == 0
            ? "the device's own files are in force" : $"version {report.Version} is in force{(report.IsOnTrial ? ", on trial" : "")}";
        return report.RolledBack == 0 || report.Version > report.RolledBack
            ? DoctorFinding.Ok("bundles", runs)
            : DoctorFinding.Warn("bundles", $"{runs}; version {report.RolledBack} was rolled back: {report.RolledBackWhy}",
                "publish a corrected one under a higher version; that one is never taken again. 以更高版本重新发布");
    }
}
