using CityKit.Edge.Agent.Identity;

namespace CityKit.Edge.Agent.Diagnosis;

/// <summary>Whether the hub's answers are checked.</summary>
internal static class AnswerCheck
{
    internal static DoctorFinding Look(AgentFolder folder)
    {
        try
        {
            return DoctorFinding.Ok("answers", HubKeyFile.Answers(folder).Read() is { } key
                ? $"checked by {EnrollmentSheet.Groups(key.Fingerprint)}"
                : "not checked: what comes over the connection is believed; 'citykit-edge enroll --answer-key FILE' has them checked");
        }
        catch (AgentRefusedException unreadable)
        {
            return DoctorFinding.Fail("answers", unreadable.Message,
                $"remove {folder.AnswerKey} and pin the key again: citykit-edge enroll --answer-key FILE. 请重新固定应答公钥");
        }
    }
}
