# The rest is as in the author's answer.
class Hinges(Hinges):
    def get_feature_names_out(self, input_features=None):
        given = OneToOneFeatureMixin.get_feature_names_out(self, input_features)
        return np.array([f"{name}_{at}" if at else name for name in given for at in range(self.count + 1)], dtype=object)
